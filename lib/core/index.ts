// Things with no opinion, safe in browsers. The logger (./log) and zod pieces (./text) are imported by path.
export { AppError, HTTP_STATUS, isAppError, type ErrorCode } from './error';
export { isId, newId } from './id';
export { once } from './once';
export {
  addMinutes,
  clock,
  clockWithZone,
  clockWords,
  day,
  dayAndClock,
  daysBetween,
  isoDay,
  minutesBetween,
  plainDay,
  spell,
  stopwatch,
} from './time';
export { listed, phoneWords, plural } from './words';
