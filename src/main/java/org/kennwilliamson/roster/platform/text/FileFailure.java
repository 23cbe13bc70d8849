package org.kennwilliamson.roster.platform.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file as one line, also where its exception says nothing but the file's name. */
public final class FileFailure {

    private FileFailure() {}

    /** In words. */
    public static String of(IOException failure) {
        return failure instanceof FileSystemException file && file.getReason() == null
                ? file.getFile() + ": " + words(file)
                : OneLine.of(failure);
    }

    private static String words(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "no permission";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "it is there already";
        }
        return failure instanceof DirectoryNotEmptyException
                ? "the directory is not empty"
                : failure.getClass().getSimpleName();
    }
}
