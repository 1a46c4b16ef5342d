import { eventSentence } from '@sunledger/disclosure-office';

describe('the sentence of a letter that asks for an opinion', () => {
  const consulted = (consultationId: string) =>
    eventSentence({
      type: 'ThirdPartyConsulted',
      occurredOn: '2023-09-15',
      data: { consultationId, subject: '是否同意公开' },
    });

  it('tells letters apart by their numbers', () => {
    expect(consulted('2023-征-1')).toBe('书面征求第三方意见（2023-征-1）');
  });

  it('names no number where a ledger has none', () => {
    expect(consulted('ledger')).toBe('书面征求第三方意见');
  });
});
