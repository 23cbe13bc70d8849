package org.kennwilliamson.roster.platform.database;

import java.util.List;
import java.util.Optional;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/** The three accounts that Roster connects as, and where their URLs are set. */
public enum DatabaseAccount {
    SERVICE("database", Setting.DATABASE_URL),
    OWNER("database-owner", Setting.MIGRATION_DATABASE_URL, Setting.DATABASE_URL),
    BACKUP("database-backup", Setting.BACKUP_DATABASE_URL, Setting.MIGRATION_DATABASE_URL, Setting.DATABASE_URL);

    private final String line;
    private final List<Setting> settings;

    DatabaseAccount(String line, Setting... settings) {
        this.line = line;
        this.settings = List.of(settings);
    }

    /** The name of doctor's check that says whether it can connect. */
    public String line() {
        return line;
    }

    /** The variable that its URL stands in: the first that is set; empty if none is. */
    public Optional<Setting> setting(Variables variables) {
        return settings.stream().filter(variables::isSet).findFirst();
    }

    /**
     * Where it connects, and as whom; empty if no variable says so.
     *
     * @throws InvalidSettingException if that variable is invalid
     */
    public Optional<DatabaseUrl> find(Variables variables) {
        return setting(variables).map(setting -> url(setting, variables));
    }

    /** A backup may be of a standby; everything else writes, sooner or later. */
    private static DatabaseUrl url(Setting setting, Variables variables) {
        DatabaseUrl url = DatabaseUrl.parse(setting.name(), variables.text(setting));
        if (setting != Setting.BACKUP_DATABASE_URL && url.target().isForReads()) {
            throw new InvalidSettingException(setting + " has target_session_attrs="
                    + url.target().libpq() + ", which leads to a server that takes no writes: set it to read-write");
        }
        return url;
    }

    /**
     * As {@link #find}.
     *
     * @throws InvalidSettingException also if no variable says so
     */
    public DatabaseUrl url(Variables variables) {
        return find(variables)
                .orElseThrow(() -> new InvalidSettingException("DATABASE_URL is not set: Roster needs a PostgreSQL "
                        + "database, version 15 or newer, DATABASE_URL=postgresql://user:password@host:port/database"));
    }
}
