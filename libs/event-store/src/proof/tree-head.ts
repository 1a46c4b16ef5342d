/** What can be said of a log in whatever store it lies: how many events, and the root over them. */
export interface TreeHead {
  readonly length: number;
  /** Root of the Merkle tree over the hashes of the events, lower-case hex. */
  readonly treeRoot: string;
}
