/** The command palette's own switch, apart from its drawing, so that header and keys can open it without knowing it. */
import { createSpotlight } from '@mantine/spotlight';

const [store, switches] = createSpotlight();

export const paletteStore = store;
export const palette = switches;
