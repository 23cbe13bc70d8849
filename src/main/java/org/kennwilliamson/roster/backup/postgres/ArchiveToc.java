package org.kennwilliamson.roster.backup.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.kennwilliamson.roster.backup.archive.Requirements.SuperuserObject;

/**
 * An archive's table of contents, as {@code pg_restore --list --verbose} writes it and {@code --use-list} reads it. What
 * a plain role may not create stays out of its restores, together with all that needs it.
 */
public final class ArchiveToc {

    private static final Pattern ENTRY = Pattern.compile("(\\d+); (\\d+ \\d+) (.+)");
    private static final Pattern NEEDS = Pattern.compile(";\\s+depends on:((?: \\d+)+)");
    private static final Pattern EXTENSION = Pattern.compile("EXTENSION - (\\S+).*");
    private static final Pattern WORDS = Pattern.compile("((?:[A-Z]+ )+)(\\S+) (.*) \\S*");

    /** A superuser's by their kind; most have no object identifier. */
    private static final Pattern RESERVED =
            Pattern.compile("(?:SHELL TYPE|USER MAPPING|SECURITY LABEL|SUBSCRIPTION) .*");

    private static final Pattern SUBSCRIPTION = Pattern.compile("SUBSCRIPTION .*");

    /** Of a table or sequence: one that isn't in the archive is an extension's. */
    private static final Pattern CONTENTS = Pattern.compile("(?:TABLE DATA|SEQUENCE SET) .*");

    private static final Pattern QUALIFIED =
            Pattern.compile("(\"(?:[^\"]|\"\")+\"|[^\".]+)\\.(\"(?:[^\"]|\"\")+\"|[^\"]+)", Pattern.DOTALL);

    private final List<Entry> entries = new ArrayList<>();

    public ArchiveToc(String listed) {
        for (String line : listed.lines().toList()) {
            Matcher entry = ENTRY.matcher(line);
            Matcher needs = NEEDS.matcher(line);
            if (entry.matches()) {
                entries.add(new Entry(entry.group(1), entry.group(2), entry.group(3), new HashSet<>()));
            } else if (needs.matches()) {
                entries.get(entries.size() - 1)
                        .needs()
                        .addAll(Arrays.asList(needs.group(1).strip().split(" ")));
            }
        }
    }

    /**
     * A line.
     *
     * @param object catalog and object identifier, as in the database that was dumped
     * @param text kind, schema, name and owner
     * @param needs the identifiers of other entries
     */
    private record Entry(String id, String object, String text, Set<String> needs) {

        boolean is(Pattern kind) {
            return kind.matcher(text).matches();
        }

        /** Nothing of its own: a comment, rights, rows, a link between two others. */
        boolean isDetail() {
            return object.startsWith("0 ") && !text.startsWith("SECURITY LABEL");
        }
    }

    /** Extensions that the archive would create. */
    public Set<String> extensions() {
        return entries.stream()
                .map(entry -> EXTENSION.matcher(entry.text()))
                .filter(Matcher::matches)
                .map(extension -> extension.group(1))
                .collect(Collectors.toSet());
    }

    /** All of it but these extensions, and what needs them. */
    public Selection without(Set<String> extensions) {
        return without(extensions, entry -> false);
    }

    /**
     * What a plain role can restore.
     *
     * @param extensions that it can't create
     * @param objects that it can't create either, by catalog and object identifier
     */
    public Selection forPlainRole(Set<String> extensions, Set<String> objects) {
        return without(extensions, entry -> objects.contains(entry.object()) || entry.is(RESERVED));
    }

    /** As {@link #without}, for a database that is dropped later on, which a subscription would prevent. */
    public Selection forScratch(Set<String> extensions) {
        return without(extensions, entry -> entry.is(SUBSCRIPTION));
    }

    private Selection without(Set<String> extensions, Predicate<Entry> reserved) {
        Set<String> known = entries.stream().map(Entry::id).collect(Collectors.toSet());
        Set<String> out = new HashSet<>();
        for (Entry entry : entries) {
            Matcher extension = EXTENSION.matcher(entry.text());
            boolean left = extension.matches() && extensions.contains(extension.group(1))
                    || !extensions.isEmpty()
                            && entry.is(CONTENTS)
                            && entry.needs().stream().noneMatch(known::contains);
            if (left || reserved.test(entry)) {
                out.add(entry.id());
            }
        }
        int before;
        do {
            before = out.size();
            entries.stream()
                    .filter(entry -> entry.needs().stream().anyMatch(out::contains))
                    .forEach(entry -> out.add(entry.id()));
        } while (out.size() > before);
        return new Selection(entries, out);
    }

    /** What is restored, and what isn't. */
    public static final class Selection {

        private final List<Entry> kept;
        private final List<Entry> left;

        private Selection(List<Entry> entries, Set<String> out) {
            kept = entries.stream().filter(entry -> !out.contains(entry.id())).toList();
            left = entries.stream().filter(entry -> out.contains(entry.id())).toList();
        }

        /** Names what is left out, without the details of it: {@code view public.slowest}. */
        public List<String> leftOut() {
            Set<String> gone = left.stream().map(Entry::id).collect(Collectors.toSet());
            return left.stream()
                    .filter(entry -> !entry.isDetail()
                            || entry.is(CONTENTS) && entry.needs().stream().noneMatch(gone::contains))
                    .map(entry -> words(entry.text()))
                    .toList();
        }

        /** As {@link #leftOut}, without extensions, which have nothing in an archive but their names. */
        public List<String> objectsLeftOut() {
            return leftOut().stream()
                    .filter(object -> !SuperuserObject.isExtension(object))
                    .toList();
        }

        /**
         * Whether this table is left out, or its rows are.
         *
         * @param table as SQL writes it: {@code schema.name}, each in quotes if it needs them
         */
        boolean leavesOut(String table) {
            Matcher parts = QUALIFIED.matcher(table);
            if (!parts.matches()) {
                return false;
            }
            String name = ' ' + plain(parts.group(1)) + ' ' + plain(parts.group(2)) + ' ';
            return left.stream()
                    .map(Entry::text)
                    .anyMatch(text -> text.startsWith("TABLE" + name) || text.startsWith("TABLE DATA" + name));
        }

        /** Writes what is restored into a file of its own, for {@code --use-list}. */
        public Path write() throws IOException {
            String lines = kept.stream()
                    .map(entry -> entry.id() + "; " + entry.object() + ' ' + entry.text())
                    .collect(Collectors.joining("\n", "", "\n"));
            Path list = Files.createTempFile("roster-restore", ".list");
            list.toFile().deleteOnExit();
            try {
                return Files.writeString(list, lines, StandardCharsets.UTF_8);
            } catch (IOException e) {
                Files.deleteIfExists(list);
                throw e;
            }
        }

        /** As pg_restore lists a name: without quotes, in one line. */
        private static String plain(String name) {
            String bare =
                    name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
            return bare.replaceAll("[\\r\\n]", " ");
        }

        private static String words(String text) {
            Matcher words = WORDS.matcher(text);
            if (!words.matches()) {
                return text;
            }
            String schema = words.group(2).equals("-") ? "" : words.group(2) + '.';
            return words.group(1).toLowerCase(Locale.ROOT) + schema + words.group(3);
        }
    }
}
