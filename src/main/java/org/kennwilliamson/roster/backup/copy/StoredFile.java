package org.kennwilliamson.roster.backup.copy;

/**
 * A file in a store.
 *
 * @param version another one as soon as somebody writes the file
 */
record StoredFile(long size, String version) {}
