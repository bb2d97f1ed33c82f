// The binder on the shelf: made again whenever what it holds changes, ticked by a person, ageing in plain sight.
export { makeBinder, makeBinders, readBinderPdf, readPlanPdf } from './make';
export { readBinders } from './read';
export { tickBinder } from './tick';
