import { WebhookReceiver } from '@sunledger/notification/testing';

import { AddressRefused, post } from './post';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
});
afterEach(() => receiver.close());

describe('posting', () => {
  it('judges what a name stands for where it connects, whatever the name looks like', async () => {
    const url = new URL(receiver.url('/hook', 'localhost'));
    const strict = { allowPrivate: false, timeoutMs: 2_000 };
    await expect(post(url, '{}', {}, strict)).rejects.toThrow(AddressRefused);
    expect(receiver.calls).toEqual([]);
    const answered = await post(url, '{}', {}, { ...strict, allowPrivate: true });
    expect(answered).toEqual({ status: 200, text: '{}' });
  });

  it('sends the body in one piece with its length in bytes', async () => {
    const options = { allowPrivate: true, timeoutMs: 2_000 };
    await post(new URL(receiver.url()), '期限', { 'x-told': 'yes' }, options);
    expect(receiver.calls).toMatchObject([
      { body: '期限', headers: { 'content-length': '6', 'x-told': 'yes' } },
    ]);
  });
});
