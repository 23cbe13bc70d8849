package org.kennwilliamson.roster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

import org.kennwilliamson.roster.platform.cli.BuildVersion;
import org.kennwilliamson.roster.platform.config.Setting;

/** Writes the manual pages, one for each command, as AsciiDoc: {@code bin/package} runs it, and asciidoctor after it. */
final class ManPages {

    private static final String END = "// end::picocli-generated-full-manpage[]";

    private ManPages() {}

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        CommandSpec program = new CommandLine(new RosterCommand(new Exit(() -> {}))).getCommandSpec();
        List<CommandSpec> commands = new ArrayList<>();
        collect(program, commands);
        int code = ManPageGenerator.generateManPage(
                new File(args[0]), null, new boolean[0], false, commands.toArray(CommandSpec[]::new));
        if (code != 0) {
            throw new IOException("picocli wrote no manual pages: " + code);
        }
        for (CommandSpec command : commands) {
            Path page = directory.resolve(command.qualifiedName("-") + ".adoc");
            String text = Files.readString(page);
            Files.writeString(
                    page,
                    text.replace(":mansource: \n", ":mansource: roster " + BuildVersion.text() + "\n")
                            .replace(END, (command == program ? variables() : "") + seeAlso(command) + END));
        }
    }

    private static void collect(CommandSpec command, List<CommandSpec> into) {
        into.add(command);
        command.subcommands().values().forEach(line -> collect(line.getCommandSpec(), into));
    }

    private static String variables() {
        return Stream.of(Setting.values())
                .map(setting -> "*" + setting.name() + "*::\n" + literal(setting.meaning())
                        + setting.standard()
                                .map(value -> " (default: " + literal(value) + ")")
                                .orElse(""))
                .collect(Collectors.joining("\n\n", "== Environment\n\n", "\n\n"));
    }

    private static String seeAlso(CommandSpec command) {
        return "== Exit status\n\n0 when it is done, 1 when it failed, 2 when it was used wrongly.\n\n"
                + "== See also\n\n"
                + Stream.concat(
                                Stream.ofNullable(command.parent()),
                                command.subcommands().values().stream().map(CommandLine::getCommandSpec))
                        .map(other -> "*" + other.qualifiedName("-") + "*(1)")
                        .collect(Collectors.joining(", ", "", ", *rosterctl*(8)\n\n"));
    }

    private static String literal(String text) {
        return "pass:c[" + text + "]";
    }
}
