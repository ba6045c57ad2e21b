/** The product's logo. Screen readers skip it, because the name stands beside it. */
export const Logo = ({ size }: { size: number }) => (
  <img src="/favicon.svg" width={size} height={size} alt="" />
);
