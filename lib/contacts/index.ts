// People, ways to reach them, and the trees that say who tells whom.
export { addPerson } from './edit';
export { readPeople, readReachability, readTrees, treePeople } from './read';
export { answerTest, closeTest, readTests, startTest, type TestAnswer } from './tests';
export { readRemovedTrees, readTreeFacts, readTreeForEditing } from './tree-read';
export { addTree, bringBackTree, changeTree, moveTree, removeTree } from './trees';
