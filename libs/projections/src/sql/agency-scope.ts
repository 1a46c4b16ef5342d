/** Whose rows may be seen; absent for those of every agency, an empty list for nobody's. */
export interface AgencyScope {
  readonly agencies?: readonly string[];
}
