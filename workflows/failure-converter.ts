/** Puts messages and stack traces of failures into the payload, where the codec seals them like everything else. */
import { DefaultFailureConverter } from '@temporalio/common';

export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
