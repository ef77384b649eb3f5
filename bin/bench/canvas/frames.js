/**
 * Runs in the page: does one small movement a frame, as a hand would, and answers how long each frame took. What the
 * browser cannot finish in time shows as a longer frame.
 */
globalThis.frameTimes = async ({ gesture, frames }) => {
  const pane = document.querySelector('.react-flow__pane');
  const node = [...document.querySelectorAll('.react-flow__node')].find((one) => {
    const box = one.getBoundingClientRect();
    return one.textContent?.includes('Step') && box.left > 320 && box.top > 120;
  });
  if (!pane) throw new Error('There is no canvas.');
  const mouse = (type, target, x, y) =>
    target.dispatchEvent(
      new MouseEvent(type, {
        bubbles: true,
        cancelable: true,
        clientX: x,
        clientY: y,
        view: window,
      }),
    );
  const box = (node ?? pane).getBoundingClientRect();
  const from = { x: box.left + 20, y: box.top + 20 };
  if (gesture === 'drag') {
    if (!node) throw new Error('There is no step in sight to drag.');
    mouse('mousedown', node, from.x, from.y);
  }
  const field = document.querySelector('input[maxlength="200"]');
  if (gesture === 'type' && !field) throw new Error('There is no name to type.');
  /** A letter every eighth frame, as a quick typist does. */
  const type = (frame) => {
    if (frame % 8 !== 0) return;
    const next = `Process ${frame}`;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, next);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const move = (frame) => {
    if (gesture === 'type') return type(frame);
    const back = frame % 60 < 30 ? 1 : -1;
    if (gesture === 'drag') {
      const away = (frame % 60 < 30 ? frame % 30 : 30 - (frame % 30)) * 6;
      mouse('mousemove', window, from.x + away, from.y + away / 2);
      return;
    }
    const wheel =
      gesture === 'pan' ? { deltaX: back * 24, deltaY: back * 8 } : { deltaY: back * 6 };
    pane.dispatchEvent(
      new WheelEvent('wheel', {
        ...wheel,
        ctrlKey: gesture === 'zoom',
        bubbles: true,
        cancelable: true,
        clientX: 700,
        clientY: 450,
        view: window,
      }),
    );
  };
  const times = [];
  await new Promise((done) => {
    let before = 0;
    let frame = -5;
    const tick = (now) => {
      if (frame > 0) times.push(now - before);
      before = now;
      frame += 1;
      if (frame > frames) return done();
      if (frame > 0 || gesture === 'drag') move(Math.max(frame, 1));
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  if (gesture === 'drag') mouse('mouseup', window, from.x, from.y);
  return times;
};
