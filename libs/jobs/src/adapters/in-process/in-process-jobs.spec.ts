import { describeJobBoard } from '@sunledger/jobs/testing';
import { databaseKinds } from '@sunledger/persistence/testing';

jest.setTimeout(60_000);

for (const database of databaseKinds) describeJobBoard({ carrier: 'in-process', database });
