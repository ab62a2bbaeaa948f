namespace Sockeye.Acme.Wire;

/// <summary>The proof of an order's names (RFC 8555 section 7.5): all answers stand before the authority is told of the first.</summary>
internal sealed class Validation(AcmeAccount account, IReadOnlyList<string> names, IChallengeResponder responder, IProgress<OrderStep>? progress)
{
    private readonly AcmeClient _client = account.Client;

    // Authorizations that wait for us or for the authority, as far as we know.
    private readonly List<Uri> _undecided = [];

    /// <summary>Proves what is not proven yet; afterwards nothing of it is left in place.</summary>
    public async Task ProveAsync(AcmeOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var open = await ReadAsync(order, cancellationToken);
            await AnswerAsync([.. open.Select(authorization => new Proof(authorization, Choose(authorization)))], cancellationToken);
        }
        finally
        {
            await GiveUpAsync();
        }
    }

    private async Task<List<AcmeAuthorization>> ReadAsync(AcmeOrder order, CancellationToken cancellationToken)
    {
        var open = new List<AcmeAuthorization>();
        foreach (var url in order.Authorizations)
        {
            var authorization = await account.GetAuthorizationAsync(url, cancellationToken);
            RefuseOtherNames(authorization);
            if (authorization.Status == AuthorizationStatus.Valid)
            {
                Report(OrderStage.Proven, $"{authorization.Name} was proven before");
                continue;
            }

            open.Add(authorization);
            if (authorization.Status == AuthorizationStatus.Pending)
            {
                _undecided.Add(url);
            }
        }

        return open;
    }

    // A responder puts the name into a zone, a path, a program's arguments: only names that were ordered come so far.
    private void RefuseOtherNames(AcmeAuthorization authorization)
    {
        var name = authorization.Identifier.Value;
        if (!names.Any(n => string.Equals(n.StartsWith("*.", StringComparison.Ordinal) ? n[2..] : n, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw _client.Authority.Fault($"wants {name} proven, which was not ordered");
        }
    }

    private AcmeChallenge Choose(AcmeAuthorization authorization)
    {
        if (authorization.Status != AuthorizationStatus.Pending)
        {
            throw ValidationFault.Of(_client.Authority, [authorization]);
        }

        var chosen = authorization.Challenges.FirstOrDefault(challenge => challenge.Type == responder.ChallengeType);
        return chosen switch
        {
            { Token: not null } => chosen,
            null => throw _client.Authority.Fault(
                $"does not take {responder.ChallengeType} for {authorization.Name}, only "
                + string.Join(", ", authorization.Challenges.Select(challenge => challenge.Type))),
            _ => throw _client.Authority.Fault($"offers {chosen.Type} for {authorization.Name} without a token"),
        };
    }

    private async Task AnswerAsync(IReadOnlyList<Proof> proofs, CancellationToken cancellationToken)
    {
        if (proofs.Count == 0)
        {
            return;
        }

        ChallengeAnswer[] answers = [.. proofs.Select(proof => proof.AnswerOf(account.Key))];
        try
        {
            await responder.PresentAsync(answers, cancellationToken);
            var names = NameList.Of([.. proofs.Select(proof => proof.Authorization.Name)]);
            Report(OrderStage.Presented, $"the answers to {responder.ChallengeType} stand for {names}");
            foreach (var proof in proofs)
            {
                await account.RespondAsync(proof.Challenge, cancellationToken);
            }

            Report(OrderStage.Responded, "the authority looks");
            await AwaitAsync(proofs, cancellationToken);
        }
        finally
        {
            await CleanUpAsync(answers);
        }
    }

    // All to their end, so that one message tells of every name that failed.
    private async Task AwaitAsync(IReadOnlyList<Proof> proofs, CancellationToken cancellationToken)
    {
        var failed = new List<AcmeAuthorization>();
        foreach (var proof in proofs)
        {
            var authorization = await account.WaitForAuthorizationAsync(proof.Authorization, cancellationToken);
            _undecided.Remove(authorization.Location);
            if (authorization.Status == AuthorizationStatus.Valid)
            {
                Report(OrderStage.Proven, $"{authorization.Name} is proven");
            }
            else
            {
                failed.Add(authorization);
            }
        }

        if (failed.Count > 0)
        {
            throw ValidationFault.Of(_client.Authority, failed);
        }
    }

    private async Task CleanUpAsync(IReadOnlyList<ChallengeAnswer> answers)
    {
        using var limit = new CancellationTokenSource(_client.Options.CleanUpTimeout, _client.Time);
        try
        {
            await responder.CleanUpAsync(answers, limit.Token).WaitAsync(limit.Token);
            Report(OrderStage.CleanedUp, "the answers are taken away");
        }
        catch (Exception error)
        {
            // Whatever it is: the order stands or fails by what the authority said, and that is not to be covered up.
            var why = error is OperationCanceledException
                ? $"not done within {_client.Options.CleanUpTimeout.TotalSeconds:0} s"
                : error.Message.ReplaceLineEndings(" ");
            progress?.Report(new OrderStep(OrderStage.CleanedUp, $"the answers could not be taken away: {why}", IsWarning: true));
        }
    }

    // What stays pending counts against the account's limits (RFC 8555 section 7.5.2); what is proven may serve the next order.
    private async Task GiveUpAsync()
    {
        if (_undecided.Count == 0)
        {
            return;
        }

        using var limit = new CancellationTokenSource(_client.Options.GiveUpTimeout, _client.Time);
        foreach (var url in _undecided)
        {
            try
            {
                await account.DeactivateAuthorizationAsync(url, limit.Token);
            }
            catch (AcmeException)
            {
                // It failed already, or expires by itself.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Report(OrderStage stage, string text) => progress?.Report(new OrderStep(stage, text));

    private sealed record Proof(AcmeAuthorization Authorization, AcmeChallenge Challenge)
    {
        public ChallengeAnswer AnswerOf(AccountKey key) =>
            new(Authorization.Identifier.Value, Challenge.Token!, key.KeyAuthorization(Challenge.Token!));
    }
}
