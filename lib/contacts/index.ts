// People, ways to reach them, and the trees that say who tells whom.
export { addPerson, addTree } from './edit';
export { readPeople, readReachability, readTrees, treePeople } from './read';
