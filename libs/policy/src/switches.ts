import { Type } from '@sinclair/typebox';

/** A switch over named answers; the first answer is never implied, `default` is stated. */
export const choice = <const Answers extends readonly [string, ...string[]]>(
  answers: Answers,
  initial: Answers[number],
  description: string,
) =>
  Type.Union(
    answers.map((answer) => Type.Literal(answer as Answers[number])),
    { default: initial, description },
  );

export const flag = (initial: boolean, description: string) =>
  Type.Boolean({ default: initial, description });

export const count = (initial: number, minimum: number, description: string) =>
  Type.Integer({ default: initial, minimum, description });
