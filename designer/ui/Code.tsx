/** The code of an error beside the sentence that says it: small, and the same in every language. */
import classes from './Code.module.css';

export const Code = ({ children }: { readonly children: string }) => (
  <code className={classes.code} dir="ltr">
    {children}
  </code>
);
