import { CopyButton } from '../../../shared/ui/CopyButton.js';
import classes from './onboarding.module.css';

interface CodeBlockProps {
  label: string;
  code: string;
  'data-testid'?: string;
}

/** Code that the user copies into a file or a terminal. */
export const CodeBlock = ({ label, code, ...rest }: CodeBlockProps) => (
  <figure className={classes.codeBlock}>
    <figcaption className={classes.codeHead}>
      <span>{label}</span>
      <CopyButton value={code} />
    </figcaption>
    <pre className={classes.code} tabIndex={0} aria-label={label} {...rest}>
      <code>{code}</code>
    </pre>
  </figure>
);
