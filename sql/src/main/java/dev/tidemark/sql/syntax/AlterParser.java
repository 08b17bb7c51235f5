package dev.tidemark.sql.syntax;

import dev.tidemark.sql.syntax.DefinitionStatement.AlterAction;
import java.util.ArrayList;
import java.util.List;

/** The actions of ALTER TABLE. */
final class AlterParser {
    private final Grammar grammar;
    private final TokenStream tokens;
    private final ColumnParser columns;

    AlterParser(Grammar grammar, ColumnParser columns) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
        this.columns = columns;
    }

    /** One or more; after a comma, the words that begin an action may be left out. */
    List<AlterAction> actions() {
        List<AlterAction> actions = new ArrayList<>();
        do {
            int position = tokens.position();
            if (tokens.accept("ADD")) {
                add(actions, position);
            } else if (tokens.accept("DROP")) {
                drop(actions, position);
            } else if (tokens.accept("RENAME")) {
                rename(actions, position);
            } else if (tokens.accept("ALTER")) {
                actions.add(alterColumn(position));
            } else if (tokens.accept("DEDUP")) {
                actions.add(deduplicate(position));
            } else if (tokens.accept("SET")) {
                tokens.accept("PARAM");
                List<Option> parameters = grammar.options().assignments();
                actions.add(new AlterAction.SetParameters(parameters, position));
            } else if (tokens.accept("FORGET", "ALL", "PARTITIONS")) {
                actions.add(new AlterAction.ForgetAll(position));
            } else if (tokens.accept("FORGET", "PARTITION")) {
                String partition = tokens.string("a partition");
                actions.add(new AlterAction.ForgetPartition(partition, position));
            } else {
                throw tokens.expected("ADD, DROP, RENAME, ALTER, DEDUP, SET or FORGET");
            }
        } while (tokens.acceptSymbol(","));
        return actions;
    }

    private AlterAction deduplicate(int position) {
        if (tokens.accept("DISABLE")) {
            return new AlterAction.Deduplicate(List.of(), position);
        }
        tokens.expect("ENABLE", "UPSERT", "KEYS");
        return new AlterAction.Deduplicate(tokens.namesInParentheses("a column"), position);
    }

    private void add(List<AlterAction> actions, int position) {
        tokens.accept("COLUMN");
        boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
        actions.add(new AlterAction.AddColumn(columns.column(), ifNotExists, position));
        while (anotherFollows()) {
            tokens.next();
            int next = tokens.position();
            actions.add(new AlterAction.AddColumn(columns.column(), ifNotExists, next));
        }
    }

    private void drop(List<AlterAction> actions, int position) {
        if (tokens.accept("PARTITION")) {
            actions.add(dropPartitions(position));
            return;
        }
        tokens.accept("COLUMN");
        boolean ifExists = tokens.accept("IF", "EXISTS");
        Identifier column = tokens.name("a column");
        actions.add(new AlterAction.DropColumn(column, ifExists, position));
        while (anotherFollows()) {
            tokens.next();
            Identifier next = tokens.name("a column");
            actions.add(new AlterAction.DropColumn(next, ifExists, next.position()));
        }
    }

    private AlterAction dropPartitions(int position) {
        if (tokens.accept("WHERE")) {
            Expression where = grammar.expressions().expression();
            return new AlterAction.DropPartitions(List.of(), where, position);
        }
        if (!tokens.accept("LIST")) {
            throw tokens.expected("LIST or WHERE");
        }
        List<String> partitions = tokens.separated(() -> tokens.string("a partition"));
        return new AlterAction.DropPartitions(partitions, null, position);
    }

    private void rename(List<AlterAction> actions, int position) {
        if (tokens.accept("TO")) {
            QualifiedName newName = tokens.qualifiedName("a name for the table");
            actions.add(new AlterAction.RenameTable(newName, position));
            return;
        }
        tokens.accept("COLUMN");
        actions.add(renameColumn(position));
        while (anotherFollows()) {
            tokens.next();
            actions.add(renameColumn(tokens.position()));
        }
    }

    private AlterAction renameColumn(int position) {
        Identifier column = tokens.name("a column");
        tokens.expect("TO");
        Identifier newName = tokens.name("a name for the column");
        return new AlterAction.RenameColumn(column, newName, position);
    }

    private AlterAction alterColumn(int position) {
        tokens.accept("COLUMN");
        Identifier column = tokens.name("a column");
        if (tokens.accept("ADD", "INDEX")) {
            return new AlterAction.AddIndex(column, columns.capacity(), position);
        }
        if (tokens.accept("DROP", "INDEX")) {
            return new AlterAction.DropIndex(column, position);
        }
        throw tokens.expected("ADD INDEX or DROP INDEX");
    }

    /** Whether a comma comes next, and after it no word that begins an action. */
    private boolean anotherFollows() {
        Token next = tokens.peek(1);
        return tokens.atSymbol(",")
                && !next.isWord("ADD")
                && !next.isWord("DROP")
                && !next.isWord("RENAME")
                && !next.isWord("ALTER")
                && !next.isWord("SET");
    }
}
