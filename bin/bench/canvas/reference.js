/** React Flow with nothing on it but its dots: the least that a canvas can cost. */
import '@xyflow/react/dist/base.css';
import { Background, ReactFlow } from '@xyflow/react';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    createElement(ReactFlow, { panOnScroll: true, minZoom: 0.15 }, createElement(Background)),
  );
}
