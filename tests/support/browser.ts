/** The browser of the tests is the one of the pictures. */
export { launchBrowser } from '#bin/platform/browser.ts';
