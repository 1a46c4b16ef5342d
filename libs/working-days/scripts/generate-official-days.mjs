/**
 * Writes src/data/notices-*.ts from the chinese-days package (a development dependency) and the
 * list of notices below. Run after raising that package, from anywhere:
 *
 *   node libs/working-days/scripts/generate-official-days.mjs
 *
 * The package knows only the last word on each day and no publication dates. So each day is given
 * to the notice that published it, and what a later notice overruled is written here by hand.
 * Publication dates are those in the addresses of the notices on www.gov.cn (from the notice for
 * 2024 on an address carries the month only; there the day is the notice's own date). Where none
 * was found the last day of the year before stands in, which claims no knowledge earlier than sure,
 * and the notice is marked.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const data = join(dirname(fileURLToPath(import.meta.url)), '../src/data');
const upstream = join(dirname(createRequire(import.meta.url).resolve('chinese-days')), 'years');

/** Annual notices: year, published, document number ('' where not found), publication date read? */
const ANNUAL = [
  [2004, '2003-12-31', '', false],
  [2005, '2004-12-31', '', false],
  [2006, '2005-12-22', '', true],
  [2007, '2006-12-18', '', true],
  [2008, '2007-12-18', '国办发明电〔2007〕52号', true],
  [2009, '2008-12-10', '国办发明电〔2008〕42号', true],
  [2010, '2009-12-08', '国办发明电〔2009〕27号', true],
  [2011, '2010-12-10', '国办发明电〔2010〕40号', true],
  [2012, '2011-12-06', '国办发明电〔2011〕45号', true],
  [2013, '2012-12-10', '国办发明电〔2012〕33号', true],
  [2014, '2013-12-11', '国办发明电〔2013〕28号', true],
  [2015, '2014-12-16', '国办发明电〔2014〕28号', true],
  [2016, '2015-12-10', '国办发明电〔2015〕18号', true],
  [2017, '2016-12-01', '国办发明电〔2016〕17号', true],
  [2018, '2017-11-30', '国办发明电〔2017〕12号', true],
  [2019, '2018-12-06', '国办发明电〔2018〕15号', true],
  [2020, '2019-11-21', '国办发明电〔2019〕16号', true],
  [2021, '2020-11-25', '国办发明电〔2020〕27号', true],
  [2022, '2021-10-25', '国办发明电〔2021〕11号', true],
  [2023, '2022-12-08', '国办发明电〔2022〕16号', true],
  [2024, '2023-10-25', '国办发明电〔2023〕7号', true],
  [2025, '2024-11-12', '国办发明电〔2024〕12号', true],
  [2026, '2025-11-04', '国办发明电〔2025〕7号', true],
];

/**
 * Notices within a year: the days they decide, and what the annual notice had said of those days.
 */
const WITHIN_YEAR = [
  {
    id: 'cn-2015-victory-day',
    year: 2015,
    publishedOn: '2015-05-13',
    document: '国发明电〔2015〕1号',
    title: '国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知',
    dates: ['2015-09-03', '2015-09-04', '2015-09-05', '2015-09-06'],
    saidBefore: [],
  },
  {
    id: 'cn-2019-labour-day',
    year: 2019,
    publishedOn: '2019-03-22',
    document: '国办发明电〔2019〕3号',
    title: '国务院办公厅关于调整2019年劳动节假期安排的通知',
    dates: ['2019-04-28', '2019-05-01', '2019-05-02', '2019-05-03', '2019-05-04', '2019-05-05'],
    saidBefore: [['2019-05-01', '劳动节', false]],
  },
  {
    id: 'cn-2020-spring-festival',
    year: 2020,
    publishedOn: '2020-01-27',
    document: '国办发明电〔2020〕1号',
    title: '国务院办公厅关于延长2020年春节假期的通知',
    dates: ['2020-01-31', '2020-02-01', '2020-02-02'],
    saidBefore: [['2020-02-01', '春节', true]],
  },
];

/** Days the notices name and the package leaves out; only the first changes who works. */
const LEFT_OUT_UPSTREAM = [
  // Notice for 2006: 31 December and 1 January are moved to 2 and 3 January, 31 December is worked.
  ['2005-12-31', '元旦', true],
  // Weekend days inside a span off (4 to 6 June 2011, 22 to 24 June 2012, 3 to 5 September 2015).
  ['2011-06-05', '端午节', false],
  ['2012-06-23', '端午节', false],
  ['2015-09-05', '抗战胜利70周年纪念日', false],
];

const NAMES = {
  清明: '清明节',
  端午: '端午节',
  中秋: '中秋节',
  中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日: '抗战胜利70周年纪念日',
};

const readUpstream = () => {
  const days = new Map();
  for (const file of readdirSync(upstream).filter((name) => /^\d{4}\.json$/.test(name))) {
    const { holidays, workdays } = JSON.parse(readFileSync(join(upstream, file), 'utf8'));
    for (const [entries, working] of [
      [holidays, false],
      [workdays, true],
    ]) {
      for (const [date, text] of Object.entries(entries)) {
        const name = text.split(',')[1];
        days.set(date, { date, name: NAMES[name] ?? name, working });
      }
    }
  }
  return days;
};

const nextDay = (date) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

const toSpans = (dates) => {
  const spans = [];
  for (const date of dates.sort()) {
    const last = spans.at(-1);
    if (last !== undefined && nextDay(last[1]) === date) last[1] = date;
    else spans.push([date, date]);
  }
  return spans.map(([first, last]) => (first === last ? first : `${first}..${last}`));
};

const toHolidays = (days) => {
  const byName = new Map();
  for (const { date, name, working } of days.sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const holiday = byName.get(name) ?? { off: [], worked: [] };
    holiday[working ? 'worked' : 'off'].push(date);
    byName.set(name, holiday);
  }
  return [...byName].map(([name, { off, worked }]) => ({
    name,
    ...(off.length > 0 ? { off: toSpans(off) } : {}),
    ...(worked.length > 0 ? { worked: toSpans(worked) } : {}),
  }));
};

/**
 * The year whose notice names a day: New Year's days of December belong to the year that begins.
 */
const noticeYear = ({ date, name }) =>
  Number(date.slice(0, 4)) + (name === '元旦' && date.slice(5, 7) === '12' ? 1 : 0);

const compose = () => {
  const days = readUpstream();
  const years = new Set([...days.values()].map(noticeYear));
  for (const [date, name, working] of LEFT_OUT_UPSTREAM) {
    if (days.has(date)) {
      throw new Error(`${date} is upstream now: take it out of LEFT_OUT_UPSTREAM`);
    }
    days.set(date, { date, name, working });
  }
  const missing = [...years].filter((year) => !ANNUAL.some(([known]) => known === year));
  if (missing.length > 0) throw new Error(`add the annual notice of ${missing.join(', ')}`);
  const within = WITHIN_YEAR.map(({ dates, saidBefore, ...notice }) => ({
    ...notice,
    coversYear: false,
    holidays: toHolidays(dates.map((date) => days.get(date))),
  }));
  for (const { dates, saidBefore } of WITHIN_YEAR) {
    for (const date of dates) days.delete(date);
    for (const [date, name, working] of saidBefore) days.set(date, { date, name, working });
  }
  const annual = ANNUAL.map(([year, publishedOn, document, confirmed]) => ({
    id: `cn-${year}`,
    year,
    publishedOn,
    ...(confirmed ? {} : { publicationDateConfirmed: false }),
    document,
    title: `国务院办公厅关于${year}年部分节假日安排的通知`,
    coversYear: true,
    holidays: toHolidays([...days.values()].filter((day) => noticeYear(day) === year)),
  }));
  return [...annual, ...within].sort((a, b) => (a.publishedOn < b.publishedOn ? -1 : 1));
};

const write = async (first, last, notices) => {
  const file = join(data, `notices-${first}-${last}.ts`);
  const chosen = notices.filter(({ year }) => year >= first && year <= last);
  const text = `// Written by scripts/generate-official-days.mjs: change that and run it.
import { type OfficialNotice } from './official-notice';

export const notices${first}To${last}: readonly OfficialNotice[] = ${JSON.stringify(chosen)};
`;
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
};

const notices = compose();
await write(2004, 2009, notices);
await write(2010, 2019, notices);
await write(2020, 2029, notices);
