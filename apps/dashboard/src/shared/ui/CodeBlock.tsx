import { CopyButton } from './CopyButton.js';
import classes from './CodeBlock.module.css';

interface CodeBlockProps {
  label: string;
  code: string;
  'data-testid'?: string;
}

/** Text to copy into a file or a terminal. */
export const CodeBlock = ({ label, code, ...rest }: CodeBlockProps) => (
  <figure className={classes.block}>
    <figcaption className={classes.head}>
      <span>{label}</span>
      <CopyButton value={code} />
    </figcaption>
    <pre className={classes.code} tabIndex={0} aria-label={label} {...rest}>
      <code>{code}</code>
    </pre>
  </figure>
);
