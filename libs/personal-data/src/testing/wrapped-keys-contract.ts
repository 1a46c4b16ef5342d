import type { CaseKeys } from '../port';
import { type WrappedKey, WrappedKeyDiffers, type WrappedKeys } from '../wrapped-keys';

/** One empty store of keys under test; all stores of a spec share one master key. */
export interface OpenedKeys {
  readonly keys: CaseKeys;
  readonly wrapped: WrappedKeys;
  readonly close: () => Promise<void>;
}

const exported = async ({ wrapped }: OpenedKeys): Promise<readonly WrappedKey[]> => {
  const found: WrappedKey[] = [];
  for await (const key of wrapped.exportWrapped()) found.push(key);
  return found.sort((one, other) => (one.caseId < other.caseId ? -1 : 1));
};

const bytesOf = async ({ keys }: OpenedKeys, caseId: string): Promise<string | undefined> => {
  const key = await keys.find(caseId);
  return key === undefined || key === 'erased' ? key : key.export().toString('hex');
};

/** What every store of case keys must do for backups, over any adapter. */
export const describeWrappedKeys = (name: string, open: () => Promise<OpenedKeys>): void => {
  describe(`wrapped keys contract: ${name}`, () => {
    let source: OpenedKeys;
    let target: OpenedKeys;
    beforeEach(async () => {
      [source, target] = [await open(), await open()];
    });
    afterEach(async () => {
      await source.close();
      await target.close();
    });

    it('carries the keys of cases to another store', async () => {
      const caseIds = Array.from({ length: 2_500 }, (_, at) => `case-${at}`);
      await source.keys.create(caseIds);
      const outcome = await target.wrapped.importWrapped(source.wrapped.exportWrapped());
      expect(outcome).toEqual({ written: 2_500, passedOver: 0 });
      for (const caseId of ['case-0', 'case-999', 'case-2499']) {
        const key = await bytesOf(source, caseId);
        expect(key).toMatch(/^[0-9a-f]{64}$/);
        expect(await bytesOf(target, caseId)).toBe(key);
      }
      expect(await exported(target)).toEqual(await exported(source));
    });

    it('gives nobody the key itself', async () => {
      await source.keys.create(['case-1']);
      const key = await bytesOf(source, 'case-1');
      const [line] = await exported(source);
      const bytes = Buffer.from(line?.wrapped ?? '', 'base64');
      expect(bytes.length).toBeGreaterThan(32);
      expect(bytes.toString('hex')).not.toContain(key);
    });

    it('says of an erased case that it is erased, and nothing of a case without a key', async () => {
      await source.keys.create(['case-1', 'case-2']);
      await source.keys.destroy('case-1');
      expect((await exported(source))[0]).toEqual({ caseId: 'case-1', wrapped: null });
      await target.wrapped.importWrapped(await exported(source));
      expect(await target.keys.find('case-1')).toBe('erased');
      expect(await target.keys.find('case-3')).toBeUndefined();
    });

    it('is harmless when it is repeated', async () => {
      await source.keys.create(['case-1', 'case-2']);
      const lines = await exported(source);
      await target.wrapped.importWrapped(lines);
      expect(await target.wrapped.importWrapped(lines)).toEqual({ written: 0, passedOver: 2 });
      expect(await exported(target)).toEqual(lines);
    });

    it('gives no erased case its key back', async () => {
      await source.keys.create(['case-1']);
      const before = await exported(source);
      await source.keys.destroy('case-1');
      expect(await source.wrapped.importWrapped(before)).toEqual({ written: 0, passedOver: 1 });
      expect(await source.keys.find('case-1')).toBe('erased');
    });

    it('takes the key away from a case that comes erased', async () => {
      await source.keys.create(['case-1', 'case-2']);
      await source.keys.find('case-1');
      await source.wrapped.importWrapped([{ caseId: 'case-1', wrapped: null }]);
      expect(await source.keys.find('case-1')).toBe('erased');
      expect(await source.keys.find('case-2')).not.toBe('erased');
      expect((await exported(source))[0]).toEqual({ caseId: 'case-1', wrapped: null });
    });

    it('refuses another key for the same case', async () => {
      await source.keys.create(['case-1']);
      await target.keys.create(['case-1']);
      const own = await exported(target);
      await expect(target.wrapped.importWrapped(await exported(source))).rejects.toThrow(
        WrappedKeyDiffers,
      );
      expect(await exported(target)).toEqual(own);
    });

    it('refuses what is no wrapped key', async () => {
      const short = [{ caseId: 'case-1', wrapped: Buffer.alloc(5, 1).toString('base64') }];
      await expect(source.wrapped.importWrapped(short)).rejects.toThrow(TypeError);
      expect(await exported(source)).toEqual([]);
    });
  });
};
