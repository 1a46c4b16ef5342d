import type { Step } from './case-sketch';
import {
  archive,
  assist,
  correction,
  extension,
  fee,
  intake,
  otherAgency,
  repairedRegistration,
  reply,
  search,
  thirdParty,
} from './steps';
import { step } from './case-sketch';

/** How one case goes, from receipt to the archive, and how often cases go like this. */
export interface Course {
  readonly name: string;
  readonly weight: number;
  readonly steps: readonly Step[];
}

const inOrderOfDays = (steps: readonly Step[]): readonly Step[] =>
  // Array.prototype.sort is stable: facts of one day keep the order in which they are written here.
  [...steps].sort((one, other) => one.workingDay - other.workingDay);

const course = (name: string, weight: number, ...parts: (Step | readonly Step[])[]): Course => ({
  name,
  weight,
  steps: inOrderOfDays([...intake, ...parts.flat()]),
});

const provided = step(13, 'InformationProvided', () => ({ form: '纸质复制件', pages: 12 }));

/** Facts in a case of the longest courses; the yardstick of reading and folding one case. */
export const longCourseLength = 20;

export const courses: readonly Course[] = [
  course('disclosed', 22, search(3), search(5), reply(10, 'disclosedProvided'), provided),
  course('already public', 14, search(2), search(4), reply(6, 'alreadyPublic', ['office'])),
  course(
    'information does not exist',
    16,
    [search(2, false), search(5, false), search(8, false), assist(4)],
    reply(11, 'informationNotExist'),
  ),
  course('not this agency', 9, search(2, false), reply(4, 'notThisAgency', ['office', 'legal'])),
  course('internal affairs', 4, search(3), reply(8, 'refusedInternalAffairs')),
  course('enforcement file', 4, search(3), search(4), reply(9, 'refusedEnforcementFile')),
  course('petition', 4, search(2, false), reply(5, 'notProcessedPetition', ['office', 'legal'])),
  course('repeated', 2, search(1), reply(3, 'notProcessedRepeat', ['office', 'legal'])),
  course('corrected, then disclosed', 7, correction(3, 11), [
    search(13),
    search(15),
    ...reply(20, 'disclosedProvided'),
  ]),
  course('correction lapsed', 3, correction(4), search(2, false), archive(30)),
  course('third party objects, extended', 3, thirdParty(4, 16, 'object'), extension(18), [
    assist(2),
    search(3),
    search(3),
    search(22),
    ...reply(28, 'partiallyDisclosed'),
  ]),
  course('third party consents, late', 1, thirdParty(6, 20, 'consent'), [
    search(3),
    search(5),
    ...reply(45, 'disclosedProvided'),
  ]),
  course('other agency asked', 4, otherAgency(3, 9), search(2), search(4), [
    ...reply(12, 'refusedProcess'),
  ]),
  course('fee paid', 0.5, fee(3, 12), search(5), search(14), reply(18, 'disclosedProvided')),
  course('fee lapsed', 0.3, fee(3), search(2), archive(35)),
  course(
    'withdrawn',
    3,
    [search(2), assist(2), search(4)],
    step(6, 'ApplicationWithdrawn', () => ({ reason: '申请人已自行取得所需信息' })),
    archive(10),
  ),
  course(
    'registered by mistake',
    0.7,
    step(2, 'RegistrationVoided', () => ({ ground: 'mistake', reason: '同一信件重复登记' })),
  ),
  course(
    'registration put right',
    1.5,
    search(3),
    search(5),
    reply(9, 'disclosedProvided'),
    repairedRegistration(70),
  ),
  course(
    'a search noted late',
    1,
    search(3),
    step(
      5,
      'SearchRecorded',
      () => ({
        holdings: '下属单位保管的文书档案',
        terms: '补充检索',
        searchedBy: '经办人甲',
        found: true,
      }),
      6,
    ),
    reply(14, 'disclosedProvided'),
  ),
];
