// Dragging a step or a section by its handle. What may be dropped where, and the line that shows it.
import { useEffect, useState, type RefObject } from 'react';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { attachClosestEdge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';

export type Dragged = { what: 'step' | 'section'; key: string };
/** A step's place is beside another step or at the end of a section; a section's beside another. */
export type Spot = Dragged & { section: string };

const draggedOf = (data: Record<string | symbol, unknown>): Dragged | null =>
  (data['what'] === 'step' || data['what'] === 'section') && typeof data['key'] === 'string'
    ? { what: data['what'], key: data['key'] }
    : null;

export type Line = 'above' | 'below' | null;

/** Makes an element a thing to drag (by the handle) and a place to drop beside. Says where the line is drawn. */
export function useDragging(
  element: RefObject<HTMLElement | null>,
  handle: RefObject<HTMLElement | null>,
  { what, key, section }: Spot,
): { line: Line; dragging: boolean } {
  const [line, setLine] = useState<Line>(null);
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    if (!element.current || !handle.current) return;
    const target = element.current;
    return combine(
      draggable({
        element: target,
        dragHandle: handle.current,
        getInitialData: () => ({ what, key }),
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      dropTargetForElements({
        element: target,
        canDrop: ({ source }) => {
          const dragged = draggedOf(source.data);
          // A step is dropped beside a step; into a section without steps by its head.
          return dragged !== null && dragged.key !== key && (dragged.what === what || what === 'section');
        },
        getData: ({ input, source }) => {
          const data = { what, key, section };
          if (draggedOf(source.data)?.what === 'step' && what === 'section') return data;
          return attachClosestEdge(data, { element: target, input, allowedEdges: ['top', 'bottom'] });
        },
        onDrag: ({ self, location }) => {
          const innermost = location.current.dropTargets[0]?.element === self.element;
          const edge = extractClosestEdge(self.data);
          setLine(innermost ? (edge === 'top' ? 'above' : 'below') : null);
        },
        onDragLeave: () => setLine(null),
        onDrop: () => setLine(null),
      }),
    );
  }, [element, handle, what, key, section]);
  return { line, dragging };
}

/** Hears where things were dropped. */
export function useDrops(onDrop: (dragged: Dragged, spot: Spot, after: boolean) => void): void {
  useEffect(
    () =>
      monitorForElements({
        onDrop: ({ source, location }) => {
          const dragged = draggedOf(source.data);
          const target = location.current.dropTargets[0];
          const over = target && draggedOf(target.data);
          if (!dragged || !target || !over) return;
          const section = typeof target.data['section'] === 'string' ? target.data['section'] : '';
          onDrop(dragged, { ...over, section }, extractClosestEdge(target.data) !== 'top');
        },
      }),
    [onDrop],
  );
}
