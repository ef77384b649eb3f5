/** A process at work, as a quiet drawing beside the sign-in form. It says nothing the words do not say. */
import classes from './SignIn.module.css';

export function ProcessMotif() {
  return (
    <svg className={classes.motif} viewBox="0 0 520 220" fill="none" aria-hidden="true">
      <g className={classes.motifLines} strokeWidth="2" strokeLinejoin="round">
        <path d="M44 110h46M190 110h40M286 110c26 0 20-52 48-52h18M286 110c26 0 20 52 48 52h18M452 58h20c22 0 14 52 22 52M452 162h20c22 0 14-52 22-52" />
      </g>
      <path
        className={classes.motifDone}
        d="M44 110h46M190 110h40M286 110c26 0 20-52 48-52h18"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
      <g className={classes.motifShapes} strokeWidth="2">
        <circle cx="28" cy="110" r="15" />
        <rect x="92" y="84" width="98" height="52" rx="10" />
        <path d="M258 82l28 28-28 28-28-28z" />
        <rect x="354" y="32" width="98" height="52" rx="10" />
        <rect x="354" y="136" width="98" height="52" rx="10" />
        <circle cx="504" cy="110" r="13" strokeWidth="4" />
      </g>
      <g className={classes.motifWords} strokeWidth="5" strokeLinecap="round">
        <path d="M110 104h58M110 118h36M372 52h60M372 66h34M372 156h44M372 170h58" />
      </g>
      <circle className={classes.motifToken} cx="352" cy="58" r="8" />
    </svg>
  );
}
