namespace Sockeye.Core.Routing;

/// <summary>The rules that stand under one selector, as ascending positions; nearly always one, so that it costs no array.</summary>
internal struct RouteCandidates
{
    private int _first;
    private List<int>? _others;
    private int _count;

    public readonly int Count => _count;

    /// <summary>The last one holds wherever the selector fits: no rule below it is ever asked, so none is taken up.</summary>
    public bool IsClosed { get; private set; }

    public readonly int this[int index] => index == 0 ? _first : _others![index - 1];

    public void Add(int position, bool alwaysHolds)
    {
        // The same position comes twice where a rule names one user in two spellings.
        if (IsClosed || (_count > 0 && this[_count - 1] == position))
        {
            return;
        }

        if (_count == 0)
        {
            _first = position;
        }
        else
        {
            (_others ??= []).Add(position);
        }

        _count++;
        IsClosed = alwaysHolds;
    }
}
