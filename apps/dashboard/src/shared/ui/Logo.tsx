/** The product's sign; decorative, the name stands beside it. */
export const Logo = ({ size }: { size: number }) => (
  <img src="/favicon.svg" width={size} height={size} alt="" />
);
