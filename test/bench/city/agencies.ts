/** One agency of the city; the city itself has no parent. */
export interface CityAgency {
  readonly code: string;
  readonly name: string;
  readonly parent?: string;
}

export const cityCode = '990100';

const districtCount = 12;
const departmentCountOfCity = 27;
const unitCountOfDistrict = 30;

const two = (count: number): string => String(count).padStart(2, '0');

const below = (parent: CityAgency, count: number, word: string): CityAgency[] =>
  Array.from({ length: count }, (_, at) => ({
    code: `${parent.code}${two(at + 1)}`,
    name: `${parent.name}第${at + 1}${word}`,
    parent: parent.code,
  }));

const townshipCountOf = Math.floor(unitCountOfDistrict / 2);

/**
 * 400 agencies: the city, its 27 departments, 12 districts, and 15 departments and 15 townships of
 * each district. Parents come before their children.
 */
export function cityAgencies(): readonly CityAgency[] {
  const city: CityAgency = { code: cityCode, name: '甲市人民政府' };
  const districts = Array.from({ length: districtCount }, (_, at) => ({
    code: `9901${two(at + 1)}`,
    name: `甲市第${at + 1}区人民政府`,
    parent: cityCode,
  }));
  return [
    city,
    ...districts,
    ...below(city, departmentCountOfCity, '局'),
    ...districts.flatMap((district) => {
      const units = below(district, unitCountOfDistrict, '局');
      return units.map((unit, at) =>
        at < townshipCountOf ? unit : { ...unit, name: `${district.name}第${at + 1}镇` },
      );
    }),
  ];
}

const districtCodeLength = cityCode.length;
const everyCode = cityAgencies().map(({ code }) => code);

/** A district and everything in it, by the code of any agency of it. */
export const districtOf = (code: string): readonly string[] =>
  everyCode.filter((other) => other.startsWith(code.slice(0, districtCodeLength)));
