package org.kennwilliamson.roster.database;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** Finds every SQL statement of the code: constants, and collections and maps of them. */
final class SqlConstants {

    private static final String PRODUCTION = "org.kennwilliamson.roster";

    private final Map<String, Sql> found = new TreeMap<>();

    private SqlConstants() {}

    /** Each statement by its class and field, with its place where there are several. */
    static Map<String, Sql> ofProduction() {
        SqlConstants constants = new SqlConstants();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(PRODUCTION).stream()
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency ->
                                        dependency.getTargetClass().isEquivalentTo(Sql.class)))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                        .filter(SqlConstants::mayHoldSql)
                        .forEach(constants::addField);
        return constants.found;
    }

    private static boolean mayHoldSql(Field field) {
        return Modifier.isStatic(field.getModifiers())
                && field.getGenericType().getTypeName().contains(Sql.class.getName());
    }

    private void addField(Field field) {
        try {
            field.setAccessible(true);
            add(field.getDeclaringClass().getSimpleName() + "." + field.getName(), field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private void add(String name, Object value) {
        if (value instanceof Sql sql) {
            found.put(name, sql);
        } else if (value instanceof Collection<?> several) {
            int place = 0;
            for (Object one : several) {
                add(name + "[" + place++ + "]", one);
            }
        } else if (value instanceof Map<?, ?> several) {
            several.forEach((key, one) -> add(name + "[" + key + "]", one));
        } else {
            throw new AssertionError(name + " holds SQL in a form that this test doesn't know");
        }
    }
}
