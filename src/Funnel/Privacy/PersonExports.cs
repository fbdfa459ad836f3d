using System.Collections.Immutable;

namespace Funnel.Privacy;

/// <summary>All that is stored of a person.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Ids">Ids under which the person comments or chats.</param>
/// <param name="Contacts">Ids as a contact.</param>
/// <param name="Pieces">What stands where, as it is stored.</param>
public sealed record PersonExport(DateTimeOffset At, ImmutableArray<string> Ids, ImmutableArray<string> Contacts, IReadOnlyList<PersonalPiece> Pieces);

/// <summary>Tells a person what is stored of them.</summary>
public sealed class PersonExports(PersonFinder finder, IEnumerable<IPersonalPlace> places, TimeProvider time)
{
    /// <inheritdoc cref="PersonFinder.Find"/>
    public async Task<PersonExport?> Read(string key, PersonKey by, CancellationToken ct)
    {
        if (await finder.Find(key, by, ct) is not { } person)
        {
            return null;
        }

        var pieces = await places.ToAsyncEnumerable().SelectMany(p => p.Find(person, ct)).ToListAsync(ct);
        return new(time.GetUtcNow(), person.Ids, person.Contacts, pieces);
    }
}
