import type { TreeHead } from '@sunledger/event-store';

import { UsageFault } from './terminal';

/** Gathers an option that may be given several times. */
export const collect = (value: string, earlier: readonly string[]): readonly string[] => [
  ...earlier,
  value,
];

/** A head as it is printed and noted: number of facts, colon, root of the tree. */
export const headText = ({ length, treeRoot }: TreeHead): string => `${length}:${treeRoot}`;

/** Reads a head that was noted. @throws UsageFault */
export function headOf(text: string): TreeHead {
  const [length = '', treeRoot = ''] = text.split(':');
  if (!/^\d+$/.test(length) || !/^[0-9a-f]{64}$/.test(treeRoot)) {
    throw new UsageFault(`--head 应写作 条数:树根（64 位十六进制），而不是“${text}”`);
  }
  return { length: Number(length), treeRoot };
}
