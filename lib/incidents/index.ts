// A downtime from noticed to closed: what people said became true, and what screens show of it.
export { answerIncident, type NewAnswer } from './answers';
export { applyCommand } from './apply';
export { readBoard, readEventsSince, readIncidents } from './board';
export { declareByClock } from './report-clock';
export { couldBePhoto, hasTooManyPhotos, photoFault } from './photo-faults';
export { keepPhoto, readPhoto, removePhoto } from './photos';
export { sentence } from './sentences';
export { readNewerVersions, readRunUpdate, type NewerVersion, type RunUpdate } from './update-run';
export { readTimeline, type Timeline, type TimelineLine } from './timeline';
