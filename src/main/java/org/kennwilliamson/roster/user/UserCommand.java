package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.regex.Pattern;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.kennwilliamson.roster.password.Password;
import org.kennwilliamson.roster.platform.cli.JsonOutput;
import org.kennwilliamson.roster.platform.cli.SecretInput;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.text.EmailSyntax;
import org.kennwilliamson.roster.role.RoleName;

/** {@code roster user …}: the first administrator, a lost password. */
@Command(
        name = "user",
        description = "Creates users and sets their passwords, by the API's own rules. Connects as DATABASE_URL.",
        footer = {"", "Example: roster user create --email ada@example.org --role admin --password-stdin"})
public final class UserCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw misuse("Say which: create or password.");
    }

    @Command(
            name = "create",
            description = "Creates a user.",
            footer = {
                "",
                "Example: roster user create --email ada@example.org --role admin --password-stdin < password.txt"
            })
    void create(
            @Option(names = "--email", required = true, paramLabel = "E", description = "The e-mail address.")
                    String email,
            @Option(names = "--role", paramLabel = "R", description = "A role; repeatable.") List<String> roles,
            @Option(
                            names = "--password-stdin",
                            description = "Read the password from standard input; else there is none.")
                    boolean fromInput,
            @Option(names = "--json", description = "Print the user as the API does.") boolean json) {
        requireEmail(email);
        List<String> names = roles == null ? List.of() : roles;
        names.stream().filter(name -> !name.matches(RoleName.REGEX)).findFirst().ifPresent(name -> {
            throw misuse("--role is invalid: '" + name + "'");
        });
        if (names.size() > UserRoles.MOST) {
            throw misuse("--role may be there " + UserRoles.MOST + " times at most");
        }
        NewUser user = new NewUser(email, null, fromInput ? password() : null, names);
        User made = new CommandUsers(Variables.ofProcess()).create(user);
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? JsonOutput.of(made)
                                : "Created " + made.email() + ", " + made.id() + ", with " + made.roles());
    }

    @Command(
            name = "password",
            description = "Sets a user's password, ends the user's sessions, and a lock after failed sign-ins.",
            footer = {"", "Example: roster user password --email ada@example.org --password-stdin"})
    void password(
            @Option(names = "--email", required = true, paramLabel = "E", description = "The e-mail address.")
                    String email,
            @Option(names = "--password-stdin", required = true, description = "Read it from standard input.")
                    boolean fromInput) {
        requireEmail(email);
        User changed = new CommandUsers(Variables.ofProcess()).setPassword(email, password());
        spec.commandLine().getOut().println("Set the password of " + changed.email());
    }

    private void requireEmail(String email) {
        if (!EmailSyntax.isValid(email)) {
            throw misuse("--email must be an e-mail address of at most 254 ASCII characters");
        }
    }

    private String password() {
        String password = SecretInput.line("Password: ");
        if (password.length() < Password.LEAST
                || password.length() > Password.MOST
                || !Pattern.matches(Password.REGEX, password)) {
            throw misuse("The password must have 12 to 200 characters, none of them NUL");
        }
        return password;
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
