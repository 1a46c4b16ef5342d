import { policyWith } from '@sunledger/disclosure-case/testing';
import { defaultPolicy } from '@sunledger/policy';

import { formatDocumentNumber, formatSerialNumber } from './numbering';

describe('a serial number', () => {
  const parts = { agency: '110118', year: 2019, serial: 7 };

  it('serialNumberPattern: as the office writes it', () => {
    expect(formatSerialNumber(defaultPolicy.serialNumberPattern, parts)).toBe('2019-0007');
    const { serialNumberPattern } = policyWith({
      serialNumberPattern: '{agency}依申请{year}第{serial}号',
    });
    expect(formatSerialNumber(serialNumberPattern, parts)).toBe('110118依申请2019第7号');
  });

  it('outgrows its padding rather than repeat itself', () =>
    expect(formatSerialNumber('{year}-{serial:4}', { ...parts, serial: 12345 })).toBe(
      '2019-12345',
    ));
});

describe('a document number', () => {
  const parts = { word: '太政信答', year: 2019, serial: 3 };

  it('docNumberPattern: as the office writes it', () => {
    expect(formatDocumentNumber(defaultPolicy.docNumberPattern, parts)).toBe('太政信答〔2019〕3号');
    const { docNumberPattern } = policyWith({ docNumberPattern: '{word}（{year}）{serial:3}号' });
    expect(formatDocumentNumber(docNumberPattern, parts)).toBe('太政信答（2019）003号');
  });

  it('shows a name that the pattern mistypes', () =>
    expect(formatDocumentNumber('{wrod}{serial}号', parts)).toBe('{wrod}3号'));
});
