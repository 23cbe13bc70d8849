package org.kennwilliamson.roster.platform.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that an operator names.
 *
 * @param text as it was written
 * @param here its path; empty if it lies in a bucket: {@code s3://bucket/prefix/NAME}
 */
public record FileArgument(String text, Optional<Path> here) {}
