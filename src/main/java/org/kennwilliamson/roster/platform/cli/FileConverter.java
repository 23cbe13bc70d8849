package org.kennwilliamson.roster.platform.cli;

import java.net.URI;
import java.nio.file.Path;

import io.quarkus.runtime.annotations.RegisterForReflection;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file by its path, or by the URL that a setting may name its directory by: {@code file:///mnt/nfs/backups/NAME}. */
@RegisterForReflection
public final class FileConverter implements ITypeConverter<Path> {

    private static final String URL = "file:///";

    @Override
    public Path convert(String value) {
        try {
            return value.startsWith(URL) ? Path.of(URI.create(value)) : Path.of(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + value + "' is not a file: " + e.getMessage());
        }
    }
}
