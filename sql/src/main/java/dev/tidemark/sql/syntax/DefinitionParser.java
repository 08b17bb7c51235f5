package dev.tidemark.sql.syntax;

import dev.tidemark.core.type.PartitionUnit;
import java.util.ArrayList;
import java.util.List;

/** CREATE TABLE and DROP TABLE; ALTER TABLE is the {@link AlterParser}'s. */
final class DefinitionParser {
    private final Grammar grammar;
    private final TokenStream tokens;
    private final ColumnParser columns;
    private final AlterParser alterations;

    DefinitionParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
        this.columns = new ColumnParser(grammar);
        this.alterations = new AlterParser(grammar, columns);
    }

    Statement create() {
        int position = tokens.next().start();
        tokens.expect("TABLE");
        boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
        QualifiedName name = tokens.qualifiedName("a table");
        TableContents contents = new TableContents();
        Query source = null;
        if (tokens.atSymbol("(")) {
            tokens.expectSymbol("(");
            do {
                element(contents);
            } while (tokens.acceptSymbol(","));
            tokens.expectSymbol(")");
        } else if (tokens.accept("AS")) {
            source = source();
        } else {
            throw tokens.expected("'(' and columns, or AS and a query");
        }
        while (tokens.acceptSymbol(",")) {
            contents.indexes.add(indexClause());
        }
        return new DefinitionStatement.CreateTable(
                name,
                ifNotExists,
                contents.columns,
                source,
                contents.indexes,
                options(contents),
                position);
    }

    /** What the parentheses of CREATE TABLE hold, as it is found. */
    private static final class TableContents {
        private final List<ColumnSpecification> columns = new ArrayList<>();
        private final List<DefinitionStatement.IndexClause> indexes = new ArrayList<>();
        private List<Identifier> primaryKey = List.of();
    }

    private void element(TableContents contents) {
        if (tokens.at("INDEX") && tokens.peek(1).isSymbol("(")) {
            contents.indexes.add(indexClause());
            return;
        }
        if (tokens.at("CONSTRAINT") && tokens.peek(2).isWord("PRIMARY")) {
            tokens.next();
            tokens.name("the name of a constraint");
        }
        if (tokens.at("PRIMARY", "KEY")) {
            if (!contents.primaryKey.isEmpty()) {
                throw tokens.error("a table has one primary key");
            }
            tokens.expect("PRIMARY", "KEY");
            contents.primaryKey = tokens.namesInParentheses("a column");
            return;
        }
        contents.columns.add(columns.column());
    }

    private Query source() {
        if (!tokens.atSymbol("(")) {
            return grammar.queries().query();
        }
        tokens.expectSymbol("(");
        Query query = grammar.queries().query();
        tokens.expectSymbol(")");
        return query;
    }

    private DefinitionStatement.IndexClause indexClause() {
        tokens.expect("INDEX");
        tokens.expectSymbol("(");
        Identifier column = tokens.name("a column");
        Integer capacity = columns.capacity();
        tokens.expectSymbol(")");
        return new DefinitionStatement.IndexClause(column, capacity);
    }

    /** What follows the columns, in any order. */
    private DefinitionStatement.TableOptions options(TableContents contents) {
        Identifier timestamp = null;
        PartitionUnit partitionBy = null;
        Boolean wal = null;
        List<Identifier> deduplicationKeys = List.of();
        List<Option> parameters = List.of();
        while (true) {
            if (timestamp == null && tokens.accept("TIMESTAMP")) {
                tokens.expectSymbol("(");
                timestamp = tokens.name("the timestamp column");
                tokens.expectSymbol(")");
            } else if (partitionBy == null && tokens.accept("PARTITION")) {
                tokens.expect("BY");
                partitionBy = partitionUnit();
            } else if (wal == null && tokens.accept("WAL")) {
                wal = true;
            } else if (wal == null && tokens.accept("BYPASS")) {
                tokens.expect("WAL");
                wal = false;
            } else if (deduplicationKeys.isEmpty() && tokens.accept("DEDUP")) {
                tokens.expect("UPSERT", "KEYS");
                deduplicationKeys = tokens.namesInParentheses("a column");
            } else if (parameters.isEmpty() && tokens.accept("WITH")) {
                parameters = grammar.options().assignments();
            } else {
                break;
            }
            if (tokens.atSymbol(",") && tokens.peek(1).isWord("DEDUP")) {
                tokens.next();
            }
        }
        return new DefinitionStatement.TableOptions(
                timestamp, partitionBy, wal, deduplicationKeys, contents.primaryKey, parameters);
    }

    private PartitionUnit partitionUnit() {
        for (PartitionUnit unit : PartitionUnit.values()) {
            if (tokens.accept(unit.name())) {
                return unit;
            }
        }
        throw tokens.expected("NONE, HOUR, DAY, WEEK, MONTH or YEAR");
    }

    Statement drop() {
        int position = tokens.next().start();
        tokens.expect("TABLE");
        boolean ifExists = tokens.accept("IF", "EXISTS");
        List<QualifiedName> tables = tokens.separated(() -> tokens.qualifiedName("a table"));
        if (!tokens.accept("CASCADE")) {
            tokens.accept("RESTRICT");
        }
        return new DefinitionStatement.DropTable(tables, ifExists, position);
    }

    Statement alter() {
        int position = tokens.next().start();
        tokens.expect("TABLE");
        QualifiedName table = tokens.qualifiedName("a table");
        return new DefinitionStatement.AlterTable(table, alterations.actions(), position);
    }

    /** {@code RENAME TABLE a TO b}. */
    Statement rename() {
        int position = tokens.next().start();
        tokens.expect("TABLE");
        QualifiedName table = tokens.qualifiedName("a table");
        int action = tokens.position();
        tokens.expect("TO");
        QualifiedName newName = tokens.qualifiedName("a name for the table");
        DefinitionStatement.AlterAction rename =
                new DefinitionStatement.AlterAction.RenameTable(newName, action);
        return new DefinitionStatement.AlterTable(table, List.of(rename), position);
    }
}
