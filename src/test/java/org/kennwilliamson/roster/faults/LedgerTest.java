package org.kennwilliamson.roster.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.faults.Answer.Meaning;
import org.kennwilliamson.roster.faults.EndState.Event;
import org.kennwilliamson.roster.faults.EndState.Session;
import org.kennwilliamson.roster.faults.EndState.User;
import org.kennwilliamson.roster.faults.Write.End;
import org.kennwilliamson.roster.faults.Write.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** The ledger finds what a fault run is for: shown by end states that are wrong in one way each. */
class LedgerTest {

    private static final String EMAIL = "ada" + Ledger.DOMAIN;
    private static final String ID = "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90";
    private static final String TOKEN = "A".repeat(64);

    private final List<Write> writes = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final List<Event> events = new ArrayList<>();

    /** Somebody was created, by the second of two requests of one name, renamed, granted a role, and signed in. */
    @BeforeEach
    void everythingIsThere() {
        Account ada = new Account(EMAIL);
        ada.id = ID;
        ada.displayName = "Ada Lovelace";
        ada.version = 3;
        ada.roles.add("faults-a");
        ada.session = "s";
        ada.refreshToken = TOKEN;
        accounts.add(ada);
        users.add(new User(ID, EMAIL, "Ada Lovelace", 3, new TreeSet<>(List.of("faults-a"))));
        sessions.put("s", new Session(ID, Ledger.secretHash(TOKEN)));
        write(Kind.CREATE, End.DONE, Meaning.UNKNOWN, Meaning.DONE);
        write(Kind.PATCH, End.DONE, Meaning.NOTHING_CHANGED, Meaning.DONE);
        write(Kind.GRANT, End.DONE, Meaning.DONE);
        write(Kind.SIGN_IN, End.DONE, Meaning.DONE);
        write(Kind.REFUSED, End.NOT_DONE, Meaning.NOTHING_CHANGED);
        event("CREATE-0", "user.created", null, person("Ada"));
        event("PATCH-1", "user.changed", person("Ada"), person("Ada Lovelace"));
        event("GRANT-0", "user.role-granted", null, "{\"role\": \"faults-a\"}");
        events.add(new Event("SIGN_IN-0", "session.created", "session:s", json("null"), json("{}")));
    }

    @Test
    void nothingIsWrongWithWhatIsRight() {
        assertThat(faults()).isEmpty();
    }

    @Test
    void aUserWhoWasAcknowledgedAndIsGoneIsLost() {
        users.clear();

        assertThat(faults()).hasSize(1).allMatch(fault -> fault.startsWith("lost: the user " + EMAIL));
    }

    @Test
    void aChangeThatWasAcknowledgedAndIsGoneIsLost() {
        users.set(0, new User(ID, EMAIL, "Ada", 2, new TreeSet<>(List.of("faults-a"))));

        assertThat(faults()).anyMatch(fault -> fault.startsWith("lost: User["));
    }

    @Test
    void aGrantThatIsGoneIsLost() {
        users.get(0).roles().clear();

        assertThat(faults()).hasSize(1).allMatch(fault -> fault.startsWith("lost: User["));
    }

    @Test
    void aDeletedUserWhoIsThereIsALostDeletion() {
        accounts.get(0).deleted = true;

        assertThat(faults()).hasSize(1).allMatch(fault -> fault.startsWith("lost: a deletion"));
    }

    @Test
    void aSessionOrItsLastRefreshThatIsGoneIsLost() {
        sessions.put("s", new Session(ID, "another"));
        assertThat(faults()).hasSize(1).allMatch(fault -> fault.startsWith("lost: the last refresh"));

        sessions.clear();
        assertThat(faults()).hasSize(1).allMatch(fault -> fault.startsWith("lost: the session"));
    }

    @Test
    void aUserWhoWasCreatedTwiceIsDoubled() {
        users.add(new User("another", EMAIL, "Ada", 1, new TreeSet<>()));
        event("CREATE-1", "user.created", null, person("Ada"));

        assertThat(faults())
                .anyMatch(fault -> fault.startsWith("doubled: 2 users have the address"))
                .anyMatch(fault -> fault.startsWith("doubled: 2 events of CREATE"))
                .anyMatch(fault -> fault.startsWith("left over: nobody knows of"));
    }

    @Test
    void anEventThatIsMissingIsFound() {
        events.remove(1);

        assertThat(faults())
                .anyMatch(fault -> fault.startsWith("missing: no event of PATCH"))
                .anyMatch(fault -> fault.startsWith("missing: the trail ends with version 2"));
    }

    @Test
    void anEventThatNobodyAskedForIsLeftOver() {
        events.add(new Event("who", "user.removed", "user:another", json("{}"), json("null")));

        assertThat(faults()).hasSize(1).allMatch(fault -> fault.startsWith("left over: events of nobody's request"));
    }

    @Test
    void whatWasRefusedAndChangedSomethingIsFound() {
        event("REFUSED-0", "user.changed", person("Ada Lovelace"), person("Ada Lovelace"));

        assertThat(faults()).anyMatch(fault -> fault.startsWith("changed though refused: REFUSED"));
    }

    @Test
    void aRequestThatWasRefusedBeforeOneThatWasDoneHasChangedNothingEither() {
        events.remove(1);
        event("PATCH-0", "user.changed", person("Ada"), person("Ada Lovelace"));

        assertThat(faults()).anyMatch(fault -> fault.startsWith("changed though refused: PATCH"));
    }

    @Test
    void aSignInWithoutItsEventIsFound() {
        events.remove(3);

        assertThat(faults()).hasSize(1).allMatch(fault -> fault.startsWith("missing: no event of SIGN_IN"));
    }

    private List<String> faults() {
        return Ledger.faults(writes, accounts, new EndState(users, sessions, events));
    }

    private void write(Kind kind, End end, Meaning... meanings) {
        Write write = new Write(kind, EMAIL);
        for (int i = 0; i < meanings.length; i++) {
            write.sent(new Attempt(kind + "-" + i, meanings[i]));
        }
        write.ended(end);
        writes.add(write);
    }

    private void event(String request, String action, String before, String after) {
        events.add(new Event(request, action, "user:" + ID, json(String.valueOf(before)), json(after)));
    }

    private static String person(String name) {
        return "{\"email\": \"" + EMAIL + "\", \"displayName\": \"" + name + "\"}";
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
