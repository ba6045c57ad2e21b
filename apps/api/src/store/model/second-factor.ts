import type { SecondFactor } from '../ports/account-store.js';

/** Returns the text that a second factor is stored as. Equal second factors have equal texts. */
export const encodeSecondFactor = ({ sealedSecret, usedStep, recoveryHashes }: SecondFactor): string =>
  JSON.stringify({
    sealed_secret: sealedSecret,
    used_step: usedStep,
    recovery_hashes: recoveryHashes,
  } satisfies StoredSecondFactor);

export const decodeSecondFactor = (text: string): SecondFactor => {
  const stored = JSON.parse(text) as StoredSecondFactor;
  return {
    sealedSecret: stored.sealed_secret,
    usedStep: stored.used_step,
    recoveryHashes: stored.recovery_hashes,
  };
};

interface StoredSecondFactor {
  readonly sealed_secret: string;
  readonly used_step: number;
  readonly recovery_hashes: readonly string[];
}
