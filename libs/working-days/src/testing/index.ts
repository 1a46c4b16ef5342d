import { weekday, type IsoDate } from '../dates';

const NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * A date of a spec that carries its weekday, so that a mistyped expectation shows where it is
 * written.
 *
 * @throws when the date is another weekday, or no date.
 */
const dated =
  (expected: number) =>
  (date: IsoDate): IsoDate => {
    const actual = weekday(date);
    if (actual === expected) return date;
    throw new Error(`${date} is a ${NAMES[actual]}, not a ${NAMES[expected]}`);
  };

export const sunday = dated(0);
export const monday = dated(1);
export const tuesday = dated(2);
export const wednesday = dated(3);
export const thursday = dated(4);
export const friday = dated(5);
export const saturday = dated(6);
