using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sockeye.Core.Routing;

/// <summary>
/// Finds the first rule that holds without asking every rule: six look-ups with what the query has, whatever the number
/// of rules, and then only the rules found, from top to bottom. Never changed once built.
/// </summary>
/// <remarks>
/// A rule is found by its conditions' <see cref="RouteCondition.Keys"/>. Where these are all its conditions it hides
/// every later rule of the same selector, so that at most one of them is asked. Conditions without keys keep their rules
/// correct, not fast: such rules are asked one by one among those of the same selector.
/// </remarks>
internal sealed class RouteIndex
{
    // A rule of many users and many inbounds stands under the users alone: its pairs would fill the memory.
    private const int MaximumPairs = 4096;

    private static readonly RouteKey[] NoKey = [default];

    private readonly IReadOnlyList<RouteRule> _rules;
    private readonly Dictionary<RouteSelector, RouteCandidates> _selectors;

    public RouteIndex(IReadOnlyList<RouteRule> rules)
    {
        _rules = rules;
        _selectors = new Dictionary<RouteSelector, RouteCandidates>(2 * rules.Count); // a user in a rule is a name and an e-mail
        for (var position = 0; position < rules.Count && !_selectors.GetValueOrDefault(default).IsClosed; position++)
        {
            Add(position);
        }
    }

    /// <summary>The position of the first rule that holds, or null.</summary>
    public int? FindFirst(RouteQuery query)
    {
        var name = new RouteKey(RouteKeyKind.UserName, query.UserName);
        var inbound = new RouteKey(RouteKeyKind.InboundTag, query.InboundTag);
        var found = new Cursors();
        Span<Cursor> cursors = found;
        var count = 0;
        Open(default, cursors, ref count);
        Open(new(default, inbound), cursors, ref count);
        Open(new(name, default), cursors, ref count);
        Open(new(name, inbound), cursors, ref count);
        if (query.Email is { } text)
        {
            var email = new RouteKey(RouteKeyKind.Email, text);
            Open(new(email, default), cursors, ref count);
            Open(new(email, inbound), cursors, ref count);
        }

        return Merge(cursors[..count], query);
    }

    private int? Merge(Span<Cursor> cursors, RouteQuery query)
    {
        while (true)
        {
            ref var upper = ref Unsafe.NullRef<Cursor>();
            foreach (ref var cursor in cursors)
            {
                if (!cursor.IsAtEnd && (Unsafe.IsNullRef(ref upper) || cursor.Position < upper.Position))
                {
                    upper = ref cursor;
                }
            }

            if (Unsafe.IsNullRef(ref upper))
            {
                return null;
            }

            if (_rules[upper.Position].Holds(query))
            {
                return upper.Position;
            }

            upper.Next++;
        }
    }

    private void Open(in RouteSelector selector, Span<Cursor> cursors, ref int count)
    {
        if (_selectors.TryGetValue(selector, out var candidates))
        {
            cursors[count++] = new Cursor { Candidates = candidates };
        }
    }

    private void Add(int position)
    {
        IReadOnlyList<RouteKey>? users = null;
        IReadOnlyList<RouteKey>? inbounds = null;
        var alwaysHolds = true;
        foreach (var condition in _rules[position].Conditions)
        {
            switch (condition.Keys)
            {
                case { Count: 0 }:
                    return; // it holds for nobody
                case [{ Kind: RouteKeyKind.InboundTag }, ..] keys when inbounds is null:
                    inbounds = keys;
                    break;
                case [{ Kind: RouteKeyKind.UserName or RouteKeyKind.Email }, ..] keys when users is null:
                    users = keys;
                    break;
                default:
                    alwaysHolds = false;
                    break;
            }
        }

        if (users is not null && inbounds is not null && (long)users.Count * inbounds.Count > MaximumPairs)
        {
            (inbounds, alwaysHolds) = (null, false);
        }

        foreach (var user in users ?? NoKey)
        {
            foreach (var inbound in inbounds ?? NoKey)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_selectors, new(user, inbound), out _).Add(position, alwaysHolds);
            }
        }
    }

    private struct Cursor
    {
        public RouteCandidates Candidates;
        public int Next;

        public readonly bool IsAtEnd => Next == Candidates.Count;

        public readonly int Position => Candidates[Next];
    }

    [InlineArray(6)]
    private struct Cursors
    {
        private Cursor _first;
    }
}
