drop function uuidv7();
