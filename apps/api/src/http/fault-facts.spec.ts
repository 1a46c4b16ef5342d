import { faultFacts } from './fault-facts';

const request = {
  method: 'POST',
  path: '/api/v1/requests',
  body: { agency: 'taiping', personal: { name: '张三丰', contact: '' } },
};
const messageOf = (error: unknown): unknown => faultFacts('id', error, request)['message'];

describe('what is logged of an unexpected fault', () => {
  it('says what and where', () => {
    expect(faultFacts('id-1', new TypeError('no such thing'), request)).toMatchObject({
      errorId: 'id-1',
      method: 'POST',
      path: '/api/v1/requests',
      error: 'TypeError',
      message: 'no such thing',
      frames: expect.arrayContaining([expect.stringContaining('fault-facts.spec.ts')]),
    });
  });

  it('withholds a message that holds a piece of the personal data', () => {
    expect(messageOf(new Error('cannot seal 张三丰'))).toBe('(withheld)');
    const facts = faultFacts('id', new Error('cannot seal 张三丰'), request);
    expect(JSON.stringify(facts)).not.toContain('张三丰');
  });

  it('withholds what the JSON parser quotes', () => {
    expect(messageOf(new SyntaxError('Unexpected token 李 in "李四"'))).toBe('(withheld)');
  });

  it('takes what is no error', () => {
    expect(messageOf('张三丰')).toBe('not an error');
  });
});
