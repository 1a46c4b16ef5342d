import { cliPage } from './cli-page';
import { commandPage } from './command-page';
import { eventPage } from './event-page';
import { ledgerPage } from './ledger-page';
import type { ReferencePage } from './page';
import { refusalPage } from './refusal-page';
import { policyPage, settingsPage } from './setting-pages';

/** Every generated page of `docs/reference`, from the sources as they are now. */
export const referencePages = (): readonly ReferencePage[] => [
  cliPage(),
  settingsPage(),
  policyPage(),
  ledgerPage(),
  refusalPage(),
  eventPage(),
  commandPage(),
];
