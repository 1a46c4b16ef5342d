import { demandProfile, embeddedStores, profileFaults, ProfileRefused } from './profile';

const embedded = embeddedStores('./data');
const scaled = {
  ...embedded,
  eventsUrl: 'kurrentdb://events:2113?tls=true',
  readModelsUrl: 'postgres://sunledger:secret@database/read_models',
  keysUrl: 'postgres://sunledger:secret@database:5432/keys',
  jobsUrl: 'redis://queue',
};

const codesOf = (settings: Parameters<typeof profileFaults>[0]) =>
  profileFaults(settings).map(({ code }) => code);

describe('profiles', () => {
  it.each([
    ['embedded', embedded],
    [
      'a SQLite log with servers for the rest',
      { ...embedded, readModelsUrl: scaled.readModelsUrl },
    ],
    ['scaled, all in one process', { ...scaled, roles: 'api,worker' }],
    ['scaled, roles apart', { ...scaled, roles: 'worker' }],
  ])('lets %s start', (_, settings) => {
    expect(profileFaults(settings)).toEqual([]);
  });

  it('demands a server for keys where the log is on one', () => {
    expect(codesOf({ ...scaled, keysUrl: '' })).toEqual(['keys-without-server']);
  });

  it('refuses keys in the database that may be wiped, however it is written', () => {
    const keysUrl = 'postgresql://other@database:5432/read_models?sslmode=require';
    expect(codesOf({ ...scaled, keysUrl })).toEqual(['keys-with-read-models']);
  });

  it('refuses roles apart over files and in-process jobs', () => {
    expect(codesOf({ ...scaled, jobsUrl: '', roles: 'api' })).toEqual(['roles-without-server']);
    expect(codesOf({ ...scaled, readModelsUrl: '', roles: 'worker' })).toEqual([
      'roles-without-server',
    ]);
    // Two processes over one SQLite log would each have to be on the machine of the file.
    const log = { ...scaled, eventsUrl: '', roles: 'worker' as const };
    expect(codesOf(log)).toEqual(['roles-without-server']);
    expect(profileFaults(log)[0]?.sentence).toContain('SUNLEDGER_EVENTS_URL');
  });

  it('tells everything at once and never a password', () => {
    const settings = { ...scaled, keysUrl: '', jobsUrl: '', roles: 'api' as const };
    expect(() => demandProfile(settings)).toThrow(ProfileRefused);
    const sentences = profileFaults(settings).map(({ sentence }) => sentence);
    expect(sentences).toHaveLength(2);
    expect(sentences.join()).not.toContain('secret');
  });
});
