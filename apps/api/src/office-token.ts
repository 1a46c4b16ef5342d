/** The office over its stores, as the API's one source of everything. */
export const OFFICE = Symbol('Office');
