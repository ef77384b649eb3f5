import { startPlayedApp } from '../canvas/played-app.ts';
import { buildWebApp } from '#bin/platform/web-build.ts';
import { anItem, aVote, MAYA, PlayedBoard, person, CAB } from './played-board.ts';
const out = '/tmp/meet-shots';
const only = process.argv[2] ?? '';
await buildWebApp('/work/meet');
const app = await startPlayedApp();
const LONG = 'Replace the core switch in the Leipzig data centre and move every customer-facing service, including the ones nobody remembers, to the new redundant pair without Donaudampfschifffahrtsgesellschaftskapitänsmützenständer downtime '.repeat(2).trim();
const [omar, lea, nils, ana] = ['Omar','Lea','Nils','Ana'].map(person);
const seats = [[MAYA,'chair','present'],[omar,'deputy','present'],[lea,'member','excused'],[nils,'member',null],[ana,'member','present']] as any;
const cases: Record<string, () => PlayedBoard> = {
  three: () => new PlayedBoard({ seats, runs: true, quorum: 3, current: 't2', items: [
    anItem(1, { decision: 'approved', note: 'Fine.', conditions: [{ id:'c1', text:'Tell the customers a week before.', before:'implement', person: omar!, met: null }], votes: [aVote(omar!,'approve')] }),
    anItem(2, { message: 'The risk is medium because the back-out takes an hour.', votes: [aVote(omar!,'approve','Good plan.'), aVote(ana!,'reject','The back-out is not tested.'), aVote(lea!,'abstain')] }),
    anItem(3, { late: true }),
  ]}),
  member: () => new PlayedBoard({ seats, runs: false, quorum: 3, current: 't2', items: [anItem(1), anItem(2, { discussion: 'Omar asks for a test of the back-out first.', votes: [aVote(omar!,'approve','Good plan.')] }), anItem(3)] }),
  none: () => new PlayedBoard({ seats, runs: true, items: [] }),
  sixty: () => new PlayedBoard({ seats, runs: true, name: LONG, items: Array.from({length:60},(_, i)=> anItem(i+1, { ...(i<14?{decision: (['approved','rejected','deferred'] as const)[i%3]!}:{}), ...(i>55?{late:true}:{}), ticket: { ...anItem(i+1).ticket, title: i%4===0?LONG:`Change ${i}` } }))}),
  ended: () => new PlayedBoard({ seats, runs: true, state: 'ended', items: [anItem(1,{decision:'approved'})] }),
  planned: () => new PlayedBoard({ seats, runs: true, state: 'planned', items: [anItem(1), anItem(2)] }),
};
const looks = [
  { width: 1440, scheme: 'light', locale: 'en-GB' }, { width: 1440, scheme: 'dark', locale: 'ar' },
  { width: 1024, scheme: 'dark', locale: 'en-GB' }, { width: 390, scheme: 'light', locale: 'en-GB' }, { width: 390, scheme: 'dark', locale: 'ar' },
] as const;
const [caseName = '', lookAt = '', step = ''] = only.split(':');
for (const [name, make] of Object.entries(cases)) {
  if (caseName && caseName !== name) continue;
  for (const [i, look] of looks.entries()) {
    if (lookAt && Number(lookAt) !== i) continue;
    const played = make();
    const page = await app.visit('/cab/m1', look, async (_, visited) => { await played.play(visited); });
    page.on('pageerror', (e) => console.log('ERROR', e.message));
    await page.locator('h1').waitFor();
    await page.waitForTimeout(900);
    if (step) for (const key of step.split('+')) { await page.keyboard.press(key); await page.waitForTimeout(300); }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > look.width) console.log('WIDE', name, look.width, wide);
    await page.screenshot({ path: `${out}/${name}-${look.width}-${look.scheme}-${look.locale}${step ? '-' + step : ''}.png` });
    if (look.width === 390) {
      // the whole column
      await page.setViewportSize({ width: 390, height: 3600 });
      await page.waitForTimeout(200);
      await page.screenshot({ path: `${out}/${name}-${look.width}-${look.scheme}-${look.locale}${step ? '-' + step : ''}-whole.png` });
      await page.setViewportSize({ width: 390, height: 844 });
    }
    await page.close();
  }
}
await app.stop();
process.exit(0);
