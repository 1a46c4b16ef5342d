/**
 * The right to be the one who projects, or rebuilds. It keeps processes from working against each
 * other; what keeps the rows right is the checkpoint in every transaction, also when two believe to
 * hold it.
 */
export interface ProjectionLease {
  readonly held: boolean;
  /** Takes it when it is free, and says whether it is held now. @throws ReadModelsUnavailable */
  acquire(): Promise<boolean>;
  /** Gives it back; whoever asks next gets it. */
  release(): Promise<void>;
  /** Calls back when it is lost although nobody gave it back: the connection that held it died. */
  onLost(lost: () => void): void;
}
