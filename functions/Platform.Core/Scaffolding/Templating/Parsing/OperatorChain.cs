namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>
/// A chain like <c>a ~ b + c == d</c> as it is written. Nunjucks hands such a chain to JavaScript without parentheses, so it is
/// JavaScript's precedence that decides: <c>* / %</c>, then <c>+ - ~</c>, then comparisons; each from the left. Only <c>//</c>
/// stands for a call, and takes what <c>%</c> joins on both its sides.
/// </summary>
internal sealed class OperatorChain(Expression first)
{
    private readonly List<Expression> _operands = [first];
    private readonly List<BinaryOperator> _operators = [];

    public void Add(BinaryOperator op, Expression operand)
    {
        _operators.Add(op);
        _operands.Add(operand);
    }

    public static BinaryOperator OperatorOf(string written) => written switch
    {
        "~" => BinaryOperator.Concat,
        "+" => BinaryOperator.Add,
        "-" => BinaryOperator.Subtract,
        "*" => BinaryOperator.Multiply,
        "/" => BinaryOperator.Divide,
        "//" => BinaryOperator.FloorDivide,
        "%" => BinaryOperator.Modulo,
        "==" => BinaryOperator.Equal,
        "===" => BinaryOperator.StrictEqual,
        "!=" => BinaryOperator.NotEqual,
        "!==" => BinaryOperator.StrictNotEqual,
        "<" => BinaryOperator.Less,
        ">" => BinaryOperator.Greater,
        "<=" => BinaryOperator.LessOrEqual,
        ">=" => BinaryOperator.GreaterOrEqual,
        _ => BinaryOperator.None,
    };

    public Expression Build()
    {
        BuildFloorDivisions();
        Fold(op => op is BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Modulo);
        Fold(op => op is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Concat);
        Fold(op => op is BinaryOperator.Less or BinaryOperator.LessOrEqual
            or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual);
        Fold(_ => true);
        return _operands[0];
    }

    private void BuildFloorDivisions()
    {
        for (
            var at = _operators.IndexOf(BinaryOperator.FloorDivide); at >= 0; at = _operators.IndexOf(BinaryOperator.FloorDivide))
        {
            var from = at;
            while (from > 0 && _operators[from - 1] == BinaryOperator.Modulo)
            {
                from--;
            }

            var to = at;
            while (to + 1 < _operators.Count && _operators[to + 1] == BinaryOperator.Modulo)
            {
                to++;
            }

            // floor(a % b / c % d), read from the left.
            var value = _operands[from];
            for (var i = from; i <= to; i++)
            {
                value = new Binary(
                    value.Offset,
                    i == at ? BinaryOperator.Divide : BinaryOperator.Modulo,
                    value,
                    _operands[i + 1]);
            }

            _operands[from] = new Binary(value.Offset, BinaryOperator.FloorDivide, value, new Literal(value.Offset, 1d));
            _operands.RemoveRange(from + 1, to - from + 1);
            _operators.RemoveRange(from, to - from + 1);
        }
    }

    private void Fold(Func<BinaryOperator, bool> selects)
    {
        List<Expression> operands = [_operands[0]];
        List<BinaryOperator> operators = [];
        for (var i = 0; i < _operators.Count; i++)
        {
            if (selects(_operators[i]))
            {
                operands[^1] = new Binary(operands[^1].Offset, _operators[i], operands[^1], _operands[i + 1]);
            }
            else
            {
                operators.Add(_operators[i]);
                operands.Add(_operands[i + 1]);
            }
        }

        _operands.Clear();
        _operands.AddRange(operands);
        _operators.Clear();
        _operators.AddRange(operators);
    }
}
