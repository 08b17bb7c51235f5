package dev.tidemark.sql.syntax;

import java.util.List;

/** Tells the kinds of statements by their first words. */
final class StatementParser {
    private final Grammar grammar;
    private final TokenStream tokens;
    private final DataParser data;
    private final CopyParser copies;
    private final DefinitionParser definitions;
    private final SessionParser sessions;
    private final TransactionParser transactions;
    private final ShowParser shows;

    StatementParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens();
        this.data = new DataParser(grammar);
        this.copies = new CopyParser(grammar);
        this.definitions = new DefinitionParser(grammar);
        this.sessions = new SessionParser(grammar);
        this.transactions = new TransactionParser(grammar);
        this.shows = new ShowParser(grammar);
    }

    Statement statement() {
        if (grammar.queries().atQuery() || tokens.atSymbol("(")) {
            return grammar.queries().query();
        }
        Token first = tokens.peek();
        return switch (first.keyword()) {
            case "EXPLAIN" -> explain();
            case "INSERT" -> data.insert();
            case "UPDATE" -> data.update();
            case "DELETE" -> data.delete();
            case "TRUNCATE" -> data.truncate();
            case "COPY" -> copies.copy();
            case "CREATE" -> definitions.create();
            case "ALTER" -> definitions.alter();
            case "DROP" -> definitions.drop();
            case "RENAME" -> definitions.rename();
            case "CHECKPOINT" -> new DefinitionStatement.Checkpoint(tokens.next().start());
            case "SHOW" -> shows.show();
            case "BEGIN" -> transactions.begin();
            case "START" -> transactions.start();
            case "COMMIT", "END" -> transactions.commit();
            case "ROLLBACK", "ABORT" -> transactions.rollback();
            case "SAVEPOINT" -> transactions.savepoint();
            case "RELEASE" -> transactions.release();
            case "SET" -> sessions.set();
            case "RESET" -> sessions.reset();
            case "DISCARD" -> sessions.discard();
            case "PREPARE" -> sessions.prepare();
            case "EXECUTE" -> sessions.execute();
            case "DEALLOCATE" -> sessions.deallocate();
            case "DECLARE" -> sessions.declare();
            case "FETCH", "MOVE" -> sessions.fetch();
            case "CLOSE" -> sessions.close();
            case "LISTEN" -> sessions.listen();
            case "UNLISTEN" -> sessions.unlisten();
            case "NOTIFY" -> sessions.notification();
            default -> throw tokens.expected("a statement", Keywords.statementHint(first));
        };
    }

    private Statement explain() {
        int position = tokens.next().start();
        grammar.nesting().enter(position);
        boolean analyze = false;
        List<Option> options = List.of();
        if (tokens.atSymbol("(") && !tokens.peek(1).isSymbol("(") && !isQueryWord(tokens.peek(1))) {
            options = grammar.options().parenthesizedOptions();
        } else {
            analyze = tokens.accept("ANALYZE");
            tokens.accept("VERBOSE");
        }
        for (Option option : options) {
            analyze |= option.name().equals("analyze") && isOn(option);
        }
        List<Option> others =
                options.stream().filter(option -> !option.name().equals("analyze")).toList();
        Statement statement = statement();
        grammar.nesting().leave();
        return new Statement.Explain(analyze, others, statement, position);
    }

    private static boolean isQueryWord(Token token) {
        return token.isWord("SELECT")
                || token.isWord("WITH")
                || token.isWord("VALUES")
                || token.isWord("FROM")
                || token.isWord("TABLE");
    }

    private static boolean isOn(Option option) {
        return option.values().isEmpty()
                || option.values().getFirst().equalsIgnoreCase("true")
                || option.values().getFirst().equalsIgnoreCase("on")
                || option.values().getFirst().equals("1");
    }
}
