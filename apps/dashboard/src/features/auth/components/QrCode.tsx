import { generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';

/** The free space around a QR code that scanners need, in modules. A module is one square of the code. */
const MARGIN = 4;

/** Black on white also in the dark scheme: many scanners expect that. */
export const QrCode = ({ text, label }: { text: string; label: string }) => {
  const code = generate(text);
  const size = code.size + 2 * MARGIN;
  return (
    <svg
      viewBox={[-MARGIN, -MARGIN, size, size].join(' ')}
      width="100%"
      style={{ maxWidth: 240 }}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect x={-MARGIN} y={-MARGIN} width={size} height={size} fill="white" />
      <path d={toSvgPath(code)} fill="black" />
    </svg>
  );
};
